/** Transactions that several make at once. Start at {@link org.courtbridge.gateway.store.transactions.ContendedTransactions}. */
@NullMarked
package org.courtbridge.gateway.store.transactions;

import org.jspecify.annotations.NullMarked;
