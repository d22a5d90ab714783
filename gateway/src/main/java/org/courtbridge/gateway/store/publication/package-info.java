/** What became of the list of hearings for the public. Start at {@link org.courtbridge.gateway.store.publication.StoredListPosts}. */
@NullMarked
package org.courtbridge.gateway.store.publication;

import org.jspecify.annotations.NullMarked;
