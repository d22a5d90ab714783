/**
 * Everything that must outlive the process: the database and its migrations, and what is kept in its tables; hearings, certificates and
 * backups have packages of their own below, which need this one. Start at {@link org.courtbridge.gateway.store.Database}.
 */
@NullMarked
package org.courtbridge.gateway.store;

import org.jspecify.annotations.NullMarked;
