package org.courtbridge.h323.dissect;

/** UDP datagram or TCP segment in a frame: H.323 goes by either. */
sealed interface IpPayload {

    Endpoint from();

    Endpoint to();

    /** @param octets not more than were captured */
    record Udp(Endpoint from, Endpoint to, byte[] octets) implements IpPayload {}

    /** @param sequence of the first octet */
    record Tcp(Endpoint from, Endpoint to, int sequence, boolean syn, boolean ack, boolean rst, byte[] octets)
            implements IpPayload {}
}
