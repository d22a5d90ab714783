/**
 * The pictures of the labelled set of test calls: photographs with a free licence, composed, relit, spoilt and coded. Start at
 * {@link org.courtbridge.benchmarks.pictures.PictureCases}.
 */
@NullMarked
package org.courtbridge.benchmarks.pictures;

import org.jspecify.annotations.NullMarked;
