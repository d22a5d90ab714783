/**
 * Backups of all that a gateway keeps, made while it runs, and their restoration. Start at {@link
 * org.courtbridge.gateway.store.backup.Backup}.
 */
@NullMarked
package org.courtbridge.gateway.store.backup;

import org.jspecify.annotations.NullMarked;
