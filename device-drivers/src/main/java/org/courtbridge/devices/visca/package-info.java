/**
 * Cameras by VISCA over IP: Sony, "Command List", BRC-X400/X401/SRG-X400 and SRG-300H, section "VISCA over IP", over UDP
 * 52381. Commands have the names of its command lists.
 *
 * <p>Start at {@link org.courtbridge.devices.visca.ViscaCamera}.
 */
@NullMarked
package org.courtbridge.devices.visca;

import org.jspecify.annotations.NullMarked;
