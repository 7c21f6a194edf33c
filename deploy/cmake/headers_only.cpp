// A room of headers only still needs one file to be a library.
