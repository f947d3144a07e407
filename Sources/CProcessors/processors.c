#define _GNU_SOURCE
#include "CProcessors.h"

#if defined(__linux__)
#include <sched.h>

size_t kp_allowed_processors(int *numbers, size_t most) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 0;
  size_t count = 0;
  for (int number = 0; number < CPU_SETSIZE; number++) {
    if (!CPU_ISSET(number, &set)) continue;
    if (count < most) numbers[count] = number;
    count++;
  }
  return count;
}

int kp_current_processor(void) { return sched_getcpu(); }

void kp_bind_thread(const int *numbers, size_t count) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (size_t i = 0; i < count; i++) CPU_SET(numbers[i], &set);
  (void)sched_setaffinity(0, sizeof set, &set);
}
#else
size_t kp_allowed_processors(int *numbers, size_t most) { return 0; }

int kp_current_processor(void) { return -1; }

void kp_bind_thread(const int *numbers, size_t count) {}
#endif
