"""letters.py FILE - puts letters, read as JSON, into the mailbox page of a database"""
import json
import sqlite3
import sys

columns = ("name", "title", "body_text", "body_html", "calendar", "unsubscribe")
db = sqlite3.connect(sys.argv[1])
for at, letter in enumerate(json.load(sys.stdin)):
    db.execute(
        "INSERT INTO letter (id, reason, subject, address_hash, state, due_at, urgency, lang,"
        " address, method, sent_at, made_at, " + ", ".join(columns) + ")"
        " VALUES (?, 1, ?, 'x', 5, 1, 1, 'fr', 'amina@example.org', 1, 1718964000, 1718964000,"
        " ?, ?, ?, ?, ?, ?)",
        [at + 1, at, *(letter.get(name, "") for name in columns)])
db.commit()
