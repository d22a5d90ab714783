package org.courtbridge.signalling.bfcp;

/** What carries the messages of one room. */
public enum BfcpTransport {
    UDP,
    TCP,
    TLS
}
