"""Pages: the app's shell with the files a browser loads for it."""
