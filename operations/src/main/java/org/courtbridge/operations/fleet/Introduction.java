package org.courtbridge.operations.fleet;

import java.util.Optional;
import org.courtbridge.devices.DeviceIdentity;

/**
 * The identity that something says it has, before it is in the inventory.
 *
 * @param fingerprint SHA-256 of the certificate or host key that it must show from now on, in lower-case hexadecimal; empty where
 *     its protocol has none
 */
public record Introduction(DeviceIdentity identity, Optional<String> fingerprint) {}
