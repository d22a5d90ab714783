/** Problems that parties of a hearing report, and those who are told. Start at {@link org.courtbridge.console.troubles.TroubleDesk}. */
@NullMarked
package org.courtbridge.console.troubles;

import org.jspecify.annotations.NullMarked;
