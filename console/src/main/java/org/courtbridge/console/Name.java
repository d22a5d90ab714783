package org.courtbridge.console;

/** The document of the API that gives something another name. */
record Name(String name) {}
