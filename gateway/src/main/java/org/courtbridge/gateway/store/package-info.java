/**
 * Everything that must outlive the process: the database, its migrations, and the journal that every hearing event is in before
 * it is acknowledged. Start at {@link org.courtbridge.gateway.store.Database}.
 */
@NullMarked
package org.courtbridge.gateway.store;

import org.jspecify.annotations.NullMarked;
