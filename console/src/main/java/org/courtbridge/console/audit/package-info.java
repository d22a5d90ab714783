/** The audit trail, shown and verified. Start at {@link org.courtbridge.console.audit.AuditPages}. */
@NullMarked
package org.courtbridge.console.audit;

import org.jspecify.annotations.NullMarked;
