"""feed - what feedparser (Debian's python3-feedparser) understands of a feed on stdin, as JSON"""
import json
import sys

import feedparser

feed = feedparser.parse(sys.stdin.buffer.read())
json.dump({
    "bozo": int(feed.bozo),
    "why": str(feed.get("bozo_exception", "")),
    "version": feed.version,
    "title": feed.feed.get("title"),
    "updated": feed.feed.get("updated_parsed"),
    "links": {link.rel: link.href for link in feed.feed.get("links", [])},
    "entries": [{
        "id": entry.get("id"),
        "title": entry.get("title"),
        "link": entry.get("link"),
        "updated": entry.get("updated_parsed"),
        "where": entry.get("where"),
    } for entry in feed.entries],
}, sys.stdout)
