// Keeps graphics drivers in memory until the end of the test program. LeakSanitizer looks then;
// what a driver holds is reachable only through the driver's own variables, so one that was
// unloaded looks like a leak of ours.
extern "C" int dlclose(void* /*library*/) {
  return 0;
}
