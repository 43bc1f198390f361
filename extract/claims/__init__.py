"""What stands around a claim: dates, times and amounts, who says so, and whether it is over."""
