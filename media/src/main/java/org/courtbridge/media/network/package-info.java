/** The addresses of ours that others are told. Start at {@link org.courtbridge.media.network.AdvertisedAddresses}. */
@NullMarked
package org.courtbridge.media.network;

import org.jspecify.annotations.NullMarked;
