/**
 * Codecs by Cisco's xAPI (CE and RoomOS), over HTTPS as XML and over WebSocket as JSON-RPC: Cisco, "API Reference Guide" CE9,
 * sections "Using HTTP", xConfiguration, xCommand and xStatus; "xAPI over WebSocket", D15427.
 *
 * <p>Start at {@link org.courtbridge.devices.cisco.CiscoCodec}.
 */
@NullMarked
package org.courtbridge.devices.cisco;

import org.jspecify.annotations.NullMarked;
