"""Every URL × every role, with another organisation's data in the same database.

`addresses` fills each URL's parameters with ids of one world; `actors` signs in one person for each
role of world A; `browser` sends a request that leaves no trace; `watch` sees what it changed;
`allowed` is the short list of what may be seen all the same, each with its reason.
"""
