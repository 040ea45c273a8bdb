two = None
