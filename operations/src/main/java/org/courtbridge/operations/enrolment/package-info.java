/**
 * Devices that fetch their configuration by themselves, by a one-time token or their certificate. Start at {@link
 * org.courtbridge.operations.enrolment.ZeroTouch}.
 */
@NullMarked
package org.courtbridge.operations.enrolment;

import org.jspecify.annotations.NullMarked;
