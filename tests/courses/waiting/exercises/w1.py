nowhere = None
