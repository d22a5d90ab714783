package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;

/**
 * Where a call leads.
 *
 * @param told to the caller
 * @param real where it goes on to, if its signalling goes through us
 */
record Destination(InetSocketAddress told, InetSocketAddress real) {}
