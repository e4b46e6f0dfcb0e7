@echo off
rem 双击本文件即可安装，不用网络。
setlocal
cd /d "%~dp0"
set PYTHON=
for /f %%v in ('py -@PYTHON@ -c "print(1)" 2^>nul') do set PYTHON=py -@PYTHON@
if defined PYTHON goto install
for /f %%v in ('python -c "import sys; print(*sys.version_info[:2], sep=str())" 2^>nul') do if "%%v"=="@PLAIN@" set PYTHON=python
if defined PYTHON goto install
for %%f in (python-@PYTHON@*.exe) do (
  echo 正在安装 Python，请稍候。
  start /wait "" "%%f" /passive
)
if exist "%LOCALAPPDATA%\Programs\Python\Python@PLAIN@\python.exe" set PYTHON="%LOCALAPPDATA%\Programs\Python\Python@PLAIN@\python.exe"
if defined PYTHON goto install
echo 没有找到 Python @PYTHON@。
echo 请把 64 位 Python @PYTHON@ 的安装程序（python-@PYTHON@ 开头的 exe 文件）放到本文件夹，再双击本文件。
pause
exit /b 1
:install
%PYTHON% install.py
pause
