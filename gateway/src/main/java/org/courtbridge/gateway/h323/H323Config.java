package org.courtbridge.gateway.h323;

import java.net.InetAddress;
import java.time.Duration;

/**
 * How rooms reach us by H.323.
 *
 * @param bind address that ports are opened on; the wildcard for all
 * @param advertised address that rooms are told
 * @param port for call signalling; 0 for any free one
 * @param rasPort of our gatekeeper; 0 for any free one
 * @param name that rooms are shown, ISO 8859-1
 * @param mediaTimeout a call whose media stop for so long is ended
 * @param calls at one time
 */
public record H323Config(
        InetAddress bind,
        InetAddress advertised,
        int port,
        int rasPort,
        String name,
        Duration mediaTimeout,
        int calls) {}
