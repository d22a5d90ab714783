/**
 * Every H.323 message of a capture, with its fields: frames from pcap or pcapng, TCP in order, connections followed from
 * message to message, and each message read and written again.
 *
 * <p>Start at {@link org.courtbridge.h323.dissect.Dissector}.
 */
@NullMarked
package org.courtbridge.h323.dissect;

import org.jspecify.annotations.NullMarked;
