nowhere = "log(x)"
