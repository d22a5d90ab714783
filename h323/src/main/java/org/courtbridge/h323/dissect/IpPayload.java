package org.courtbridge.h323.dissect;

/**
 * What a frame carries that H.323 can be in.
 */
sealed interface IpPayload {

    Endpoint from();

    Endpoint to();

    /** @param octets not more than were captured */
    record Udp(Endpoint from, Endpoint to, byte[] octets) implements IpPayload {}

    /** @param sequence of the first octet */
    record Tcp(Endpoint from, Endpoint to, int sequence, boolean syn, boolean ack, boolean rst, byte[] octets)
            implements IpPayload {}
}
