/** The bridge of a test call: measures what a party sends and receives. Start at {@link org.courtbridge.media.probe.ProbeBridge}. */
@NullMarked
package org.courtbridge.media.probe;

import org.jspecify.annotations.NullMarked;
