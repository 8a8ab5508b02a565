"""What stands between the network and the API, from the outside in: each is ASGI middleware of its own.

heads       HEAD as GET without its body
shield      headers of every answer; a fault becomes an answer
doors       by which name the server was asked, and from which site
visitors    who sits at the browser, and who has to log in
clients     who asks, and how fast
bounds      how much a request may send and take, and how many at once
"""
