/**
 * LifeSize's Room, Team, Express and Icon by their automation interface over SSH: LifeSize, "Automation Command Line Interface",
 * 4.6.0. Commands have the names that they have there. Not tried on such a codec yet.
 *
 * <p>Start at {@link org.courtbridge.devices.lifesize.LifesizeCodec}.
 */
@NullMarked
package org.courtbridge.devices.lifesize;

import org.jspecify.annotations.NullMarked;
