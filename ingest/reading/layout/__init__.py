"""From words with places on a page to blocks in reading order: lines, columns, tables, paragraphs, headings."""
