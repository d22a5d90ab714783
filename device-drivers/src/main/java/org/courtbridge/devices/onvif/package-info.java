/**
 * Cameras by ONVIF: "Core Specification" (device service, WS-UsernameToken), "Media Service Specification" and "PTZ Service
 * Specification", profile S. Operations have the names that they have there.
 *
 * <p>Start at {@link org.courtbridge.devices.onvif.OnvifCamera}.
 */
@NullMarked
package org.courtbridge.devices.onvif;

import org.jspecify.annotations.NullMarked;
