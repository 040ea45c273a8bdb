slope = "2*a*x"
