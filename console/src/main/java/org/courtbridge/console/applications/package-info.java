/** Applications for video conferencing. Start at {@link org.courtbridge.console.applications.ApplicationApi}. */
@NullMarked
package org.courtbridge.console.applications;

import org.jspecify.annotations.NullMarked;
