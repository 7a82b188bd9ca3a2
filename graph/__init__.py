"""How it is kept, asked, analysed and shown."""
