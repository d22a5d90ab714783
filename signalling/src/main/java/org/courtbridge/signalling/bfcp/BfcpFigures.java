package org.courtbridge.signalling.bfcp;

/**
 * Since the start.
 *
 * @param received messages of rooms that belong here
 * @param malformed messages that could not be read
 * @param strangers messages of nobody that we know, or by another way than was agreed
 * @param dropped messages and connections beyond what one may send or open
 * @param lost rooms that answered no more, or whose connection ended
 */
public record BfcpFigures(long received, long malformed, long strangers, long dropped, long lost) {}
