#include <cblas.h>

// LAPACK's Cholesky, which OpenBLAS carries; its header for C comes with another library.
void dpotrf_(const char *triangle, const int *n, double *a, const int *lda, int *info);
