"""How right the extractor is: facts documents compared with gold ones, kind by kind."""
