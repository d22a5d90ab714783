/** Audit trail of devices and credentials, chained by hash. Start at {@link org.courtbridge.provisioning.audit.AuditEntry}. */
@NullMarked
package org.courtbridge.provisioning.audit;

import org.jspecify.annotations.NullMarked;
