slope = None
