/**
 * Floor control by the Binary Floor Control Protocol (RFC 8855), by which room codecs ask to present: its messages, the floor
 * of one hearing, and the ports. Start at {@link org.courtbridge.signalling.bfcp.BfcpMessage} for the messages and at
 * {@link org.courtbridge.signalling.bfcp.ContentFloor} for who presents.
 */
@NullMarked
package org.courtbridge.signalling.bfcp;

import org.jspecify.annotations.NullMarked;
