import KonspektCLI

Konspekt.start()
