package org.courtbridge.h323.dissect;

import java.time.Instant;

/**
 * A frame of a capture.
 *
 * @param number in the file, from 1
 * @param linkType as tcpdump.org numbers them (LINKTYPE_…)
 * @param octets not copied
 */
record Frame(int number, Instant time, int linkType, byte[] octets) {}
