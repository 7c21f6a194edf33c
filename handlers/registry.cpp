// One line per handler, in the order in which they are asked.
