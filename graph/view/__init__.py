"""The interactive network page: one self-contained HTML file that shows a network and the words behind it.

`page` is the way in (`page`, `network_view`, `SafeNetwork`), `panel` holds the facts and quotes a reader sees in the
side panel, `drawing` says what is drawn, `layout` where, `words` in which words and signs, and `html` puts the file
together so that nothing in the data can run or call out. The page itself is `page.html.j2`, `page.css`, the scripts
in `script/`, the words in `strings.toml` and the signs in `kinds.toml`.
"""
