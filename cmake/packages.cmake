# Every library from outside, in one place. Why each is there: see tools/packages.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(Gettext REQUIRED)
find_package(Python3 REQUIRED COMPONENTS Interpreter)
find_package(Boost REQUIRED COMPONENTS locale)
find_package(Cups REQUIRED)

pkg_check_modules(TOMLPLUSPLUS REQUIRED IMPORTED_TARGET tomlplusplus)
pkg_check_modules(GSTREAMER REQUIRED IMPORTED_TARGET gstreamer-1.0 gstreamer-app-1.0 gstreamer-video-1.0)
pkg_check_modules(ZBAR REQUIRED IMPORTED_TARGET zbar)
pkg_check_modules(ZXING REQUIRED IMPORTED_TARGET zxing)
pkg_check_modules(SECCOMP REQUIRED IMPORTED_TARGET libseccomp)
pkg_check_modules(PANGO REQUIRED IMPORTED_TARGET pangocairo cairo cairo-pdf)
pkg_check_modules(FREETYPE REQUIRED IMPORTED_TARGET freetype2)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-i18n icu-uc)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(DEFLATE REQUIRED IMPORTED_TARGET libdeflate)
pkg_check_modules(ARGON2 REQUIRED IMPORTED_TARGET libargon2)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(SYSTEMD REQUIRED IMPORTED_TARGET libsystemd)
pkg_check_modules(UI REQUIRED IMPORTED_TARGET imgui sdl2 glesv2)

# Debian puts OpenCV's CMake files into a package that pulls in a hundred others; core and imgproc need none of it.
find_path(OPENCV_INCLUDE opencv2/core.hpp PATH_SUFFIXES opencv4 REQUIRED)
find_library(OPENCV_CORE opencv_core REQUIRED)
find_library(OPENCV_IMGPROC opencv_imgproc REQUIRED)
add_library(opencv INTERFACE IMPORTED)
target_include_directories(opencv SYSTEM INTERFACE ${OPENCV_INCLUDE})
target_link_libraries(opencv INTERFACE ${OPENCV_IMGPROC} ${OPENCV_CORE})

# OCR-B in two cuts: the reader of machine-readable zones is taught the one with sharp ends, made-up passports are printed
# with the other.
find_path(OCR_B_FOLDER OCRBS.otf PATHS /usr/share/fonts/opentype/ocr-b REQUIRED)
set(OCR_B_SHARP ${OCR_B_FOLDER}/OCRBS.otf)
set(OCR_B_ROUND ${OCR_B_FOLDER}/OCRB.otf)

# tools/run builds no tests and installs nothing for them: without GoogleTest there are none until it is there.
find_package(GTest)
if(NOT GTest_FOUND)
  set(BUILD_TESTING OFF)
endif()
