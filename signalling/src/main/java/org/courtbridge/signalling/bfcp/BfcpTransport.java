package org.courtbridge.signalling.bfcp;

/** The transport that carries the messages of one room. */
public enum BfcpTransport {
    UDP,
    TCP,
    TLS
}
