/**
 * Devices that fetch their configuration by themselves, by a one-time token or their certificate. Start at {@link
 * org.courtbridge.gateway.enrolment.ZeroTouch}.
 */
@NullMarked
package org.courtbridge.gateway.enrolment;

import org.jspecify.annotations.NullMarked;
