/** Applications for video conferencing as they are kept, read and acted on. Start at {@link org.courtbridge.court.applications.Applications}. */
@NullMarked
package org.courtbridge.court.applications;

import org.jspecify.annotations.NullMarked;
