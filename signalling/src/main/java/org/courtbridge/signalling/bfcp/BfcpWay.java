package org.courtbridge.signalling.bfcp;

/** What carries the messages of one room. */
public enum BfcpWay {
    UDP,
    TCP,
    TLS
}
