"""What a file holds: the articles of a text, each with its title, date and paragraphs of prose."""
